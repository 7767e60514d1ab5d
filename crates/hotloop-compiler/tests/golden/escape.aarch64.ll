target triple = "aarch64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="128" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <2 x double>
  %v7.0 = alloca <2 x double>
  %v8.0 = alloca <2 x double>
  %v9.0 = alloca <2 x i64>
  %v10.0 = alloca <2 x i64>
  %v11 = alloca i1
  %v12.0 = alloca <2 x double>
  %v13.0 = alloca <2 x i64>
  %v14.0 = alloca <2 x i64>
  %v15.0 = alloca <2 x i64>
  %v16 = alloca i64
  %v17.0 = alloca <2 x i64>
  %v18.0 = alloca <2 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 2
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v5
  %t42 = add i64 %t41, 0
  %t43 = add i64 %t42, 0
  %t44 = load ptr, ptr %v0.data
  %t45 = getelementptr double, ptr %t44, i64 %t43
  %t46 = load <2 x double>, ptr %t45, align 8
  store <2 x double> %t46, ptr %v6.0
  store <2 x double> splat (double 0x0000000000000000), ptr %v8.0
  store <2 x i64> splat (i64 0), ptr %v9.0
  store <2 x i64> splat (i64 -1), ptr %v10.0
  store i1 false, ptr %v11
  br label %next5
next5:
  %t48 = load i64, ptr %countdown
  %t49 = sub i64 %t48, 1
  store i64 %t49, ptr %countdown
  %t50 = icmp slt i64 %t49, 0
  br i1 %t50, label %poll47, label %go47, !prof !1
poll47:
  %t51 = getelementptr i8, ptr %host, i64 24
  %t52 = load ptr, ptr %t51
  %t53 = call i64 %t52(ptr %host)
  %t54 = getelementptr i8, ptr %host, i64 16
  %t55 = load i64, ptr %t54
  store i64 %t55, ptr %countdown
  %t56 = icmp ne i64 %t53, 0
  br i1 %t56, label %fail, label %go47, !prof !1
go47:
  %t57 = load <2 x i64>, ptr %v10.0
  %t58 = icmp slt <2 x i64> %t57, zeroinitializer
  %t59 = bitcast <2 x i1> %t58 to i2
  %t60 = icmp ne i2 %t59, 0
  %t61 = xor i1 %t60, true
  br i1 %t61, label %then62, label %done62, !prof !1
then62:
  br label %end5
done62:
  %t63 = load i1, ptr %v11
  br i1 %t63, label %then64, label %done64
then64:
  br label %next6
next6:
  %t66 = load i64, ptr %countdown
  %t67 = sub i64 %t66, 1
  store i64 %t67, ptr %countdown
  %t68 = icmp slt i64 %t67, 0
  br i1 %t68, label %poll65, label %go65, !prof !1
poll65:
  %t69 = getelementptr i8, ptr %host, i64 24
  %t70 = load ptr, ptr %t69
  %t71 = call i64 %t70(ptr %host)
  %t72 = getelementptr i8, ptr %host, i64 16
  %t73 = load i64, ptr %t72
  store i64 %t73, ptr %countdown
  %t74 = icmp ne i64 %t71, 0
  br i1 %t74, label %fail, label %go65, !prof !1
go65:
  %t75 = load <2 x double>, ptr %v8.0
  store <2 x double> %t75, ptr %v12.0
  %t76 = load <2 x i64>, ptr %v9.0
  store <2 x i64> %t76, ptr %v13.0
  store <2 x i64> splat (i64 -1), ptr %v14.0
  %t77 = load <2 x double>, ptr %v8.0
  %t78 = fcmp olt <2 x double> %t77, splat (double 0x4010000000000000)
  %t79 = sext <2 x i1> %t78 to <2 x i64>
  %t80 = load <2 x i64>, ptr %v9.0
  %t81 = load i64, ptr %v1
  %t82 = insertelement <2 x i64> poison, i64 %t81, i64 0
  %t83 = shufflevector <2 x i64> %t82, <2 x i64> poison, <2 x i32> zeroinitializer
  %t84 = icmp slt <2 x i64> %t80, %t83
  %t85 = sext <2 x i1> %t84 to <2 x i64>
  %t86 = and <2 x i64> %t79, %t85
  %t87 = and <2 x i64> %t86, splat (i64 -1)
  store <2 x i64> %t87, ptr %v14.0
  %t88 = load <2 x double>, ptr %v8.0
  %t89 = fmul <2 x double> %t88, %t88
  %t90 = load <2 x double>, ptr %v6.0
  %t91 = fadd <2 x double> %t89, %t90
  store <2 x double> %t91, ptr %v8.0
  %t92 = load <2 x i64>, ptr %v9.0
  %t93 = add <2 x i64> %t92, splat (i64 1)
  store <2 x i64> %t93, ptr %v9.0
  %t94 = load <2 x i64>, ptr %v14.0
  %t95 = load <2 x double>, ptr %v8.0
  %t96 = fcmp olt <2 x double> %t95, splat (double 0x4010000000000000)
  %t97 = sext <2 x i1> %t96 to <2 x i64>
  %t98 = load <2 x i64>, ptr %v9.0
  %t99 = load i64, ptr %v1
  %t100 = insertelement <2 x i64> poison, i64 %t99, i64 0
  %t101 = shufflevector <2 x i64> %t100, <2 x i64> poison, <2 x i32> zeroinitializer
  %t102 = icmp slt <2 x i64> %t98, %t101
  %t103 = sext <2 x i1> %t102 to <2 x i64>
  %t104 = and <2 x i64> %t97, %t103
  %t105 = and <2 x i64> %t94, %t104
  store <2 x i64> %t105, ptr %v14.0
  %t106 = load <2 x double>, ptr %v8.0
  %t107 = fmul <2 x double> %t106, %t106
  %t108 = load <2 x double>, ptr %v6.0
  %t109 = fadd <2 x double> %t107, %t108
  store <2 x double> %t109, ptr %v8.0
  %t110 = load <2 x i64>, ptr %v9.0
  %t111 = add <2 x i64> %t110, splat (i64 1)
  store <2 x i64> %t111, ptr %v9.0
  %t112 = load <2 x i64>, ptr %v14.0
  %t113 = load <2 x double>, ptr %v8.0
  %t114 = fcmp olt <2 x double> %t113, splat (double 0x4010000000000000)
  %t115 = sext <2 x i1> %t114 to <2 x i64>
  %t116 = load <2 x i64>, ptr %v9.0
  %t117 = load i64, ptr %v1
  %t118 = insertelement <2 x i64> poison, i64 %t117, i64 0
  %t119 = shufflevector <2 x i64> %t118, <2 x i64> poison, <2 x i32> zeroinitializer
  %t120 = icmp slt <2 x i64> %t116, %t119
  %t121 = sext <2 x i1> %t120 to <2 x i64>
  %t122 = and <2 x i64> %t115, %t121
  %t123 = and <2 x i64> %t112, %t122
  store <2 x i64> %t123, ptr %v14.0
  %t124 = load <2 x double>, ptr %v8.0
  %t125 = fmul <2 x double> %t124, %t124
  %t126 = load <2 x double>, ptr %v6.0
  %t127 = fadd <2 x double> %t125, %t126
  store <2 x double> %t127, ptr %v8.0
  %t128 = load <2 x i64>, ptr %v9.0
  %t129 = add <2 x i64> %t128, splat (i64 1)
  store <2 x i64> %t129, ptr %v9.0
  %t130 = load <2 x i64>, ptr %v14.0
  %t131 = load <2 x double>, ptr %v8.0
  %t132 = fcmp olt <2 x double> %t131, splat (double 0x4010000000000000)
  %t133 = sext <2 x i1> %t132 to <2 x i64>
  %t134 = load <2 x i64>, ptr %v9.0
  %t135 = load i64, ptr %v1
  %t136 = insertelement <2 x i64> poison, i64 %t135, i64 0
  %t137 = shufflevector <2 x i64> %t136, <2 x i64> poison, <2 x i32> zeroinitializer
  %t138 = icmp slt <2 x i64> %t134, %t137
  %t139 = sext <2 x i1> %t138 to <2 x i64>
  %t140 = and <2 x i64> %t133, %t139
  %t141 = and <2 x i64> %t130, %t140
  store <2 x i64> %t141, ptr %v14.0
  %t142 = load <2 x double>, ptr %v8.0
  %t143 = fmul <2 x double> %t142, %t142
  %t144 = load <2 x double>, ptr %v6.0
  %t145 = fadd <2 x double> %t143, %t144
  store <2 x double> %t145, ptr %v8.0
  %t146 = load <2 x i64>, ptr %v9.0
  %t147 = add <2 x i64> %t146, splat (i64 1)
  store <2 x i64> %t147, ptr %v9.0
  %t148 = load <2 x i64>, ptr %v14.0
  %t149 = load <2 x double>, ptr %v8.0
  %t150 = fcmp olt <2 x double> %t149, splat (double 0x4010000000000000)
  %t151 = sext <2 x i1> %t150 to <2 x i64>
  %t152 = load <2 x i64>, ptr %v9.0
  %t153 = load i64, ptr %v1
  %t154 = insertelement <2 x i64> poison, i64 %t153, i64 0
  %t155 = shufflevector <2 x i64> %t154, <2 x i64> poison, <2 x i32> zeroinitializer
  %t156 = icmp slt <2 x i64> %t152, %t155
  %t157 = sext <2 x i1> %t156 to <2 x i64>
  %t158 = and <2 x i64> %t151, %t157
  %t159 = and <2 x i64> %t148, %t158
  store <2 x i64> %t159, ptr %v14.0
  %t160 = load <2 x double>, ptr %v8.0
  %t161 = fmul <2 x double> %t160, %t160
  %t162 = load <2 x double>, ptr %v6.0
  %t163 = fadd <2 x double> %t161, %t162
  store <2 x double> %t163, ptr %v8.0
  %t164 = load <2 x i64>, ptr %v9.0
  %t165 = add <2 x i64> %t164, splat (i64 1)
  store <2 x i64> %t165, ptr %v9.0
  %t166 = load <2 x i64>, ptr %v14.0
  %t167 = load <2 x double>, ptr %v8.0
  %t168 = fcmp olt <2 x double> %t167, splat (double 0x4010000000000000)
  %t169 = sext <2 x i1> %t168 to <2 x i64>
  %t170 = load <2 x i64>, ptr %v9.0
  %t171 = load i64, ptr %v1
  %t172 = insertelement <2 x i64> poison, i64 %t171, i64 0
  %t173 = shufflevector <2 x i64> %t172, <2 x i64> poison, <2 x i32> zeroinitializer
  %t174 = icmp slt <2 x i64> %t170, %t173
  %t175 = sext <2 x i1> %t174 to <2 x i64>
  %t176 = and <2 x i64> %t169, %t175
  %t177 = and <2 x i64> %t166, %t176
  store <2 x i64> %t177, ptr %v14.0
  %t178 = load <2 x double>, ptr %v8.0
  %t179 = fmul <2 x double> %t178, %t178
  %t180 = load <2 x double>, ptr %v6.0
  %t181 = fadd <2 x double> %t179, %t180
  store <2 x double> %t181, ptr %v8.0
  %t182 = load <2 x i64>, ptr %v9.0
  %t183 = add <2 x i64> %t182, splat (i64 1)
  store <2 x i64> %t183, ptr %v9.0
  %t184 = load <2 x i64>, ptr %v14.0
  %t185 = load <2 x double>, ptr %v8.0
  %t186 = fcmp olt <2 x double> %t185, splat (double 0x4010000000000000)
  %t187 = sext <2 x i1> %t186 to <2 x i64>
  %t188 = load <2 x i64>, ptr %v9.0
  %t189 = load i64, ptr %v1
  %t190 = insertelement <2 x i64> poison, i64 %t189, i64 0
  %t191 = shufflevector <2 x i64> %t190, <2 x i64> poison, <2 x i32> zeroinitializer
  %t192 = icmp slt <2 x i64> %t188, %t191
  %t193 = sext <2 x i1> %t192 to <2 x i64>
  %t194 = and <2 x i64> %t187, %t193
  %t195 = and <2 x i64> %t184, %t194
  store <2 x i64> %t195, ptr %v14.0
  %t196 = load <2 x double>, ptr %v8.0
  %t197 = fmul <2 x double> %t196, %t196
  %t198 = load <2 x double>, ptr %v6.0
  %t199 = fadd <2 x double> %t197, %t198
  store <2 x double> %t199, ptr %v8.0
  %t200 = load <2 x i64>, ptr %v9.0
  %t201 = add <2 x i64> %t200, splat (i64 1)
  store <2 x i64> %t201, ptr %v9.0
  %t202 = load <2 x i64>, ptr %v14.0
  %t203 = load <2 x double>, ptr %v8.0
  %t204 = fcmp olt <2 x double> %t203, splat (double 0x4010000000000000)
  %t205 = sext <2 x i1> %t204 to <2 x i64>
  %t206 = load <2 x i64>, ptr %v9.0
  %t207 = load i64, ptr %v1
  %t208 = insertelement <2 x i64> poison, i64 %t207, i64 0
  %t209 = shufflevector <2 x i64> %t208, <2 x i64> poison, <2 x i32> zeroinitializer
  %t210 = icmp slt <2 x i64> %t206, %t209
  %t211 = sext <2 x i1> %t210 to <2 x i64>
  %t212 = and <2 x i64> %t205, %t211
  %t213 = and <2 x i64> %t202, %t212
  store <2 x i64> %t213, ptr %v14.0
  %t214 = load <2 x double>, ptr %v8.0
  %t215 = fmul <2 x double> %t214, %t214
  %t216 = load <2 x double>, ptr %v6.0
  %t217 = fadd <2 x double> %t215, %t216
  store <2 x double> %t217, ptr %v8.0
  %t218 = load <2 x i64>, ptr %v9.0
  %t219 = add <2 x i64> %t218, splat (i64 1)
  store <2 x i64> %t219, ptr %v9.0
  %t220 = load <2 x i64>, ptr %v10.0
  %t221 = load <2 x i64>, ptr %v14.0
  %t222 = xor <2 x i64> %t221, splat (i64 -1)
  %t223 = and <2 x i64> %t220, %t222
  %t224 = icmp slt <2 x i64> %t223, zeroinitializer
  %t225 = bitcast <2 x i1> %t224 to i2
  %t226 = icmp ne i2 %t225, 0
  br i1 %t226, label %then227, label %done227, !prof !1
then227:
  %t228 = load <2 x double>, ptr %v12.0
  store <2 x double> %t228, ptr %v8.0
  %t229 = load <2 x i64>, ptr %v13.0
  store <2 x i64> %t229, ptr %v9.0
  br label %end6
done227:
  %t230 = load <2 x i64>, ptr %v10.0
  %t231 = load <2 x i64>, ptr %v9.0
  %t232 = load <2 x i64>, ptr %v13.0
  %t233 = icmp slt <2 x i64> %t230, zeroinitializer
  %t234 = select <2 x i1> %t233, <2 x i64> %t231, <2 x i64> %t232
  store <2 x i64> %t234, ptr %v9.0
  br label %next6
end6:
  br label %done64
done64:
  %t235 = load <2 x i64>, ptr %v10.0
  store <2 x i64> %t235, ptr %v15.0
  store i64 0, ptr %v16
  br label %head7
head7:
  %t236 = load i64, ptr %v16
  %t237 = icmp slt i64 %t236, 8
  br i1 %t237, label %body7, label %end7, !prof !0
body7:
  %t238 = load <2 x i64>, ptr %v10.0
  %t239 = icmp slt <2 x i64> %t238, zeroinitializer
  %t240 = bitcast <2 x i1> %t239 to i2
  %t241 = icmp ne i2 %t240, 0
  %t242 = xor i1 %t241, true
  br i1 %t242, label %then243, label %done243, !prof !1
then243:
  br label %end5
done243:
  %t244 = load <2 x i64>, ptr %v10.0
  %t245 = load <2 x double>, ptr %v8.0
  %t246 = fcmp olt <2 x double> %t245, splat (double 0x4010000000000000)
  %t247 = sext <2 x i1> %t246 to <2 x i64>
  %t248 = load <2 x i64>, ptr %v9.0
  %t249 = load i64, ptr %v1
  %t250 = insertelement <2 x i64> poison, i64 %t249, i64 0
  %t251 = shufflevector <2 x i64> %t250, <2 x i64> poison, <2 x i32> zeroinitializer
  %t252 = icmp slt <2 x i64> %t248, %t251
  %t253 = sext <2 x i1> %t252 to <2 x i64>
  %t254 = and <2 x i64> %t247, %t253
  %t255 = xor <2 x i64> %t254, splat (i64 -1)
  %t256 = and <2 x i64> %t244, %t255
  store <2 x i64> %t256, ptr %v17.0
  %t257 = load <2 x i64>, ptr %v17.0
  %t258 = icmp slt <2 x i64> %t257, zeroinitializer
  %t259 = bitcast <2 x i1> %t258 to i2
  %t260 = icmp ne i2 %t259, 0
  br i1 %t260, label %then261, label %done261, !prof !1
then261:
  %t262 = load <2 x i64>, ptr %v17.0
  store <2 x i64> %t262, ptr %v18.0
  %t263 = load <2 x i64>, ptr %v17.0
  %t264 = xor <2 x i64> %t263, splat (i64 -1)
  %t265 = and <2 x i64> %t263, %t264
  store <2 x i64> %t265, ptr %v17.0
  %t266 = load <2 x i64>, ptr %v10.0
  %t267 = load <2 x i64>, ptr %v18.0
  %t268 = xor <2 x i64> %t267, splat (i64 -1)
  %t269 = and <2 x i64> %t266, %t268
  store <2 x i64> %t269, ptr %v10.0
  %t270 = load <2 x i64>, ptr %v10.0
  %t271 = load <2 x i64>, ptr %v18.0
  %t272 = xor <2 x i64> %t271, splat (i64 -1)
  %t273 = and <2 x i64> %t270, %t272
  store <2 x i64> %t273, ptr %v10.0
  br label %done261
done261:
  %t274 = load <2 x double>, ptr %v8.0
  %t275 = fmul <2 x double> %t274, %t274
  %t276 = load <2 x double>, ptr %v6.0
  %t277 = fadd <2 x double> %t275, %t276
  store <2 x double> %t277, ptr %v8.0
  %t278 = load <2 x i64>, ptr %v10.0
  %t279 = load <2 x i64>, ptr %v9.0
  %t280 = add <2 x i64> %t279, splat (i64 1)
  %t281 = icmp slt <2 x i64> %t278, zeroinitializer
  %t282 = select <2 x i1> %t281, <2 x i64> %t280, <2 x i64> %t279
  store <2 x i64> %t282, ptr %v9.0
  br label %next7
next7:
  %t283 = load i64, ptr %v16
  %t284 = add nsw i64 %t283, 1
  store i64 %t284, ptr %v16
  br label %head7
end7:
  %t285 = load <2 x i64>, ptr %v15.0
  %t286 = load <2 x i64>, ptr %v10.0
  %t287 = xor <2 x i64> %t286, splat (i64 -1)
  %t288 = and <2 x i64> %t285, %t287
  %t289 = icmp slt <2 x i64> %t288, zeroinitializer
  %t290 = bitcast <2 x i1> %t289 to i2
  %t291 = icmp ne i2 %t290, 0
  %t292 = xor i1 %t291, true
  store i1 %t292, ptr %v11
  br label %next5
end5:
  br label %end2
end2:
  %t293 = load <2 x i64>, ptr %v9.0
  %t294 = load i64, ptr %v5
  %t295 = add i64 %t294, 0
  %t296 = add i64 %t295, 0
  %t297 = load ptr, ptr %v2.data
  %t298 = getelementptr i64, ptr %t297, i64 %t296
  store <2 x i64> %t293, ptr %t298, align 8
  %t299 = load i64, ptr %v5
  %t300 = add i64 %t299, 2
  store i64 %t300, ptr %v5
  br label %next4
end4:
  %t301 = load i64, ptr %v5
  ret i64 %t301
fail:
  %t302 = load i64, ptr %exit_id
  switch i64 %t302, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t303 = load i64, ptr %s5
  ret i64 %t303
}

declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
