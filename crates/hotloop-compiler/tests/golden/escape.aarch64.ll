target triple = "aarch64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="128" "stackrealign" {
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
  %v6.0 = alloca <2 x i64>
  %v7.0 = alloca <2 x i64>
  %v8.0 = alloca <2 x i64>
  %v9.0 = alloca <2 x i64>
  %v10.0 = alloca <2 x i64>
  %v11.0 = alloca <2 x i64>
  %v12.0 = alloca <2 x double>
  %v13.0 = alloca <2 x double>
  %v14.0 = alloca <2 x double>
  %v15.0 = alloca <2 x i64>
  %v16.0 = alloca <2 x i64>
  %v17 = alloca i64
  %v18.0 = alloca <2 x i64>
  %v19.0 = alloca <2 x i64>
  %v20 = alloca i64
  %v21.0 = alloca <2 x double>
  %v22.0 = alloca <2 x i64>
  %v23.0 = alloca <2 x i64>
  %v24 = alloca i64
  %v25.0 = alloca <2 x i64>
  %v26.0 = alloca <2 x i64>
  %v27.0 = alloca <2 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s3 = alloca i64
  %elsewhere = alloca [2 x i64]
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
  store <2 x i64> splat (i64 0), ptr %v6.0
  store <2 x i64> splat (i64 0), ptr %v11.0
  store <2 x double> splat (double 0x0000000000000000), ptr %v13.0
  store <2 x double> splat (double 0x0000000000000000), ptr %v14.0
  store <2 x i64> splat (i64 0), ptr %v15.0
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  store <2 x i64> splat (i64 0), ptr %v7.0
  store <2 x i64> splat (i64 0), ptr %v8.0
  br label %next4
next4:
  %t24 = load i64, ptr %v3
  store i64 %t24, ptr %s3
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
  %t36 = load <2 x i64>, ptr %v8.0
  %t37 = load <2 x i64>, ptr %v7.0
  %t38 = xor <2 x i64> %t37, splat (i64 -1)
  %t39 = and <2 x i64> %t36, %t38
  store <2 x i64> %t39, ptr %v9.0
  %t40 = load <2 x i64>, ptr %v9.0
  %t41 = icmp slt <2 x i64> %t40, zeroinitializer
  %t42 = bitcast <2 x i1> %t41 to i2
  %t43 = icmp ne i2 %t42, 0
  br i1 %t43, label %then44, label %done44
then44:
  %t45 = load <2 x i64>, ptr %v9.0
  %t46 = load <2 x i64>, ptr %v15.0
  %t47 = load <2 x i64>, ptr %v6.0
  %t48 = load ptr, ptr %v2.data
  %t49 = getelementptr i64, ptr %t48, <2 x i64> %t47
  %t50 = icmp slt <2 x i64> %t45, zeroinitializer
  %t51 = insertelement <2 x ptr> poison, ptr %elsewhere, i64 0
  %t52 = shufflevector <2 x ptr> %t51, <2 x ptr> poison, <2 x i32> zeroinitializer
  %t53 = select <2 x i1> %t50, <2 x ptr> %t49, <2 x ptr> %t52
  %t54 = extractelement <2 x ptr> %t53, i64 0
  %t55 = extractelement <2 x i64> %t46, i64 0
  %t56 = getelementptr double, ptr %t54, i64 0
  store i64 %t55, ptr %t56, align 8
  %t57 = extractelement <2 x ptr> %t53, i64 1
  %t58 = extractelement <2 x i64> %t46, i64 1
  %t59 = getelementptr double, ptr %t57, i64 0
  store i64 %t58, ptr %t59, align 8
  br label %done44
done44:
  %t60 = load <2 x i64>, ptr %v7.0
  %t61 = xor <2 x i64> %t60, splat (i64 -1)
  %t62 = load i64, ptr %v5
  %t63 = insertelement <2 x i64> poison, i64 %t62, i64 0
  %t64 = shufflevector <2 x i64> %t63, <2 x i64> poison, <2 x i32> zeroinitializer
  %t65 = icmp slt <2 x i64> %t61, zeroinitializer
  %t66 = zext <2 x i1> %t65 to <2 x i64>
  %t67 = shufflevector <2 x i64> %t66, <2 x i64> zeroinitializer, <2 x i32> <i32 2, i32 0>
  %t68 = add <2 x i64> %t66, %t67
  %t69 = sub <2 x i64> %t68, %t66
  %t70 = insertelement <2 x i64> poison, i64 0, i64 0
  %t71 = shufflevector <2 x i64> %t70, <2 x i64> poison, <2 x i32> zeroinitializer
  %t72 = add <2 x i64> %t69, %t71
  %t73 = icmp slt <2 x i64> %t61, zeroinitializer
  %t74 = bitcast <2 x i1> %t73 to i2
  %t75 = zext i2 %t74 to i32
  %t76 = call i32 @llvm.ctpop.i32(i32 %t75)
  %t77 = zext i32 %t76 to i64
  %t78 = add i64 0, %t77
  %t79 = add <2 x i64> %t64, %t72
  %t80 = load <2 x i64>, ptr %v6.0
  %t81 = icmp slt <2 x i64> %t61, zeroinitializer
  %t82 = select <2 x i1> %t81, <2 x i64> %t79, <2 x i64> %t80
  store <2 x i64> %t82, ptr %v6.0
  %t83 = load <2 x i64>, ptr %v7.0
  %t84 = xor <2 x i64> %t83, splat (i64 -1)
  %t85 = load <2 x i64>, ptr %v6.0
  %t86 = load i64, ptr %v4
  %t87 = insertelement <2 x i64> poison, i64 %t86, i64 0
  %t88 = shufflevector <2 x i64> %t87, <2 x i64> poison, <2 x i32> zeroinitializer
  %t89 = icmp slt <2 x i64> %t85, %t88
  %t90 = sext <2 x i1> %t89 to <2 x i64>
  %t91 = and <2 x i64> %t84, %t90
  store <2 x i64> %t91, ptr %v10.0
  %t92 = load i64, ptr %v5
  %t93 = load <2 x i64>, ptr %v10.0
  %t94 = icmp slt <2 x i64> %t93, zeroinitializer
  %t95 = bitcast <2 x i1> %t94 to i2
  %t96 = zext i2 %t95 to i32
  %t97 = call i32 @llvm.ctpop.i32(i32 %t96)
  %t98 = zext i32 %t97 to i64
  %t99 = add i64 %t92, %t98
  store i64 %t99, ptr %v5
  %t100 = load <2 x i64>, ptr %v7.0
  %t101 = load <2 x i64>, ptr %v10.0
  %t102 = or <2 x i64> %t100, %t101
  store <2 x i64> %t102, ptr %v8.0
  %t103 = load <2 x i64>, ptr %v8.0
  %t104 = icmp slt <2 x i64> %t103, zeroinitializer
  %t105 = bitcast <2 x i1> %t104 to i2
  %t106 = icmp ne i2 %t105, 0
  %t107 = xor i1 %t106, true
  br i1 %t107, label %then108, label %done108, !prof !1
then108:
  br label %end4
done108:
  %t109 = load <2 x i64>, ptr %v10.0
  %t110 = icmp slt <2 x i64> %t109, zeroinitializer
  %t111 = bitcast <2 x i1> %t110 to i2
  %t112 = icmp ne i2 %t111, 0
  br i1 %t112, label %then113, label %done113, !prof !0
then113:
  %t114 = load <2 x i64>, ptr %v10.0
  %t115 = load <2 x i64>, ptr %v6.0
  %t116 = load ptr, ptr %v0.data
  %t117 = getelementptr double, ptr %t116, <2 x i64> %t115
  %t118 = icmp slt <2 x i64> %t114, zeroinitializer
  %t119 = insertelement <2 x ptr> poison, ptr @hotloop_nothing, i64 0
  %t120 = shufflevector <2 x ptr> %t119, <2 x ptr> poison, <2 x i32> zeroinitializer
  %t121 = select <2 x i1> %t118, <2 x ptr> %t117, <2 x ptr> %t120
  %t122 = extractelement <2 x ptr> %t121, i64 0
  %t123 = extractelement <2 x ptr> %t121, i64 1
  %t124 = getelementptr double, ptr %t122, i64 0
  %t125 = getelementptr double, ptr %t123, i64 0
  %t126 = load double, ptr %t124, align 8
  %t127 = insertelement <2 x double> poison, double %t126, i64 0
  %t128 = load double, ptr %t125, align 8
  %t129 = insertelement <2 x double> %t127, double %t128, i64 1
  store <2 x double> %t129, ptr %v12.0
  %t130 = load <2 x i64>, ptr %v10.0
  %t131 = load <2 x double>, ptr %v12.0
  %t132 = load <2 x double>, ptr %v13.0
  %t133 = icmp slt <2 x i64> %t130, zeroinitializer
  %t134 = select <2 x i1> %t133, <2 x double> %t131, <2 x double> %t132
  store <2 x double> %t134, ptr %v13.0
  %t135 = load <2 x i64>, ptr %v10.0
  %t136 = load <2 x double>, ptr %v14.0
  %t137 = icmp slt <2 x i64> %t135, zeroinitializer
  %t138 = select <2 x i1> %t137, <2 x double> splat (double 0x0000000000000000), <2 x double> %t136
  store <2 x double> %t138, ptr %v14.0
  %t139 = load <2 x i64>, ptr %v10.0
  %t140 = load <2 x i64>, ptr %v15.0
  %t141 = icmp slt <2 x i64> %t139, zeroinitializer
  %t142 = select <2 x i1> %t141, <2 x i64> splat (i64 0), <2 x i64> %t140
  store <2 x i64> %t142, ptr %v15.0
  %t143 = load <2 x i64>, ptr %v11.0
  %t144 = load <2 x i64>, ptr %v10.0
  %t145 = xor <2 x i64> %t144, splat (i64 -1)
  %t146 = and <2 x i64> %t143, %t145
  %t147 = or <2 x i64> %t146, %t144
  store <2 x i64> %t147, ptr %v11.0
  %t148 = load <2 x i64>, ptr %v7.0
  %t149 = load <2 x i64>, ptr %v10.0
  %t150 = or <2 x i64> %t148, %t149
  store <2 x i64> %t150, ptr %v7.0
  br label %done113
done113:
  store i64 0, ptr %v17
  store <2 x i64> splat (i64 0), ptr %v18.0
  br label %next5
next5:
  %t152 = load i64, ptr %countdown
  %t153 = sub i64 %t152, 1
  store i64 %t153, ptr %countdown
  %t154 = icmp slt i64 %t153, 0
  br i1 %t154, label %poll151, label %go151, !prof !1
poll151:
  %t155 = getelementptr i8, ptr %host, i64 24
  %t156 = load ptr, ptr %t155
  %t157 = call i64 %t156(ptr %host)
  %t158 = getelementptr i8, ptr %host, i64 16
  %t159 = load i64, ptr %t158
  store i64 %t159, ptr %countdown
  %t160 = icmp ne i64 %t157, 0
  br i1 %t160, label %fail, label %go151, !prof !1
go151:
  %t161 = load <2 x i64>, ptr %v7.0
  %t162 = load <2 x i64>, ptr %v18.0
  %t163 = xor <2 x i64> %t162, splat (i64 -1)
  %t164 = and <2 x i64> %t161, %t163
  store <2 x i64> %t164, ptr %v19.0
  %t165 = load i64, ptr %v5
  %t166 = load i64, ptr %v4
  %t167 = icmp slt i64 %t165, %t166
  %t168 = load <2 x i64>, ptr %v7.0
  %t169 = icmp slt <2 x i64> %t168, zeroinitializer
  %t170 = bitcast <2 x i1> %t169 to i2
  %t171 = zext i2 %t170 to i32
  %t172 = call i32 @llvm.ctpop.i32(i32 %t171)
  %t173 = zext i32 %t172 to i64
  %t174 = select i1 %t167, i64 2, i64 %t173
  %t175 = load <2 x i64>, ptr %v19.0
  %t176 = icmp slt <2 x i64> %t175, zeroinitializer
  %t177 = bitcast <2 x i1> %t176 to i2
  %t178 = zext i2 %t177 to i32
  %t179 = call i32 @llvm.ctpop.i32(i32 %t178)
  %t180 = zext i32 %t179 to i64
  %t181 = sub i64 %t174, %t180
  store i64 %t181, ptr %v20
  %t182 = load i64, ptr %v17
  %t183 = load i64, ptr %v20
  %t184 = add i64 %t182, %t183
  store i64 %t184, ptr %v17
  %t185 = load i64, ptr %v17
  %t186 = icmp slt i64 %t185, 2
  %t187 = load <2 x i64>, ptr %v19.0
  %t188 = icmp slt <2 x i64> %t187, zeroinitializer
  %t189 = bitcast <2 x i1> %t188 to i2
  %t190 = zext i2 %t189 to i32
  %t191 = call i32 @llvm.ctpop.i32(i32 %t190)
  %t192 = zext i32 %t191 to i64
  %t193 = icmp sgt i64 %t192, 0
  %t194 = and i1 %t186, %t193
  br i1 %t194, label %then195, label %done195, !prof !0
then195:
  br label %next6
next6:
  %t197 = load i64, ptr %countdown
  %t198 = sub i64 %t197, 1
  store i64 %t198, ptr %countdown
  %t199 = icmp slt i64 %t198, 0
  br i1 %t199, label %poll196, label %go196, !prof !1
poll196:
  %t200 = getelementptr i8, ptr %host, i64 24
  %t201 = load ptr, ptr %t200
  %t202 = call i64 %t201(ptr %host)
  %t203 = getelementptr i8, ptr %host, i64 16
  %t204 = load i64, ptr %t203
  store i64 %t204, ptr %countdown
  %t205 = icmp ne i64 %t202, 0
  br i1 %t205, label %fail, label %go196, !prof !1
go196:
  %t206 = load <2 x double>, ptr %v14.0
  store <2 x double> %t206, ptr %v21.0
  %t207 = load <2 x i64>, ptr %v15.0
  store <2 x i64> %t207, ptr %v22.0
  store <2 x i64> splat (i64 -1), ptr %v23.0
  %t208 = load <2 x double>, ptr %v14.0
  %t209 = fcmp olt <2 x double> %t208, splat (double 0x4010000000000000)
  %t210 = sext <2 x i1> %t209 to <2 x i64>
  %t211 = load <2 x i64>, ptr %v15.0
  %t212 = load i64, ptr %v1
  %t213 = insertelement <2 x i64> poison, i64 %t212, i64 0
  %t214 = shufflevector <2 x i64> %t213, <2 x i64> poison, <2 x i32> zeroinitializer
  %t215 = icmp slt <2 x i64> %t211, %t214
  %t216 = sext <2 x i1> %t215 to <2 x i64>
  %t217 = and <2 x i64> %t210, %t216
  %t218 = and <2 x i64> %t217, splat (i64 -1)
  store <2 x i64> %t218, ptr %v23.0
  %t219 = load <2 x double>, ptr %v14.0
  %t220 = fmul <2 x double> %t219, %t219
  %t221 = load <2 x double>, ptr %v13.0
  %t222 = fadd <2 x double> %t220, %t221
  store <2 x double> %t222, ptr %v14.0
  %t223 = load <2 x i64>, ptr %v15.0
  %t224 = add <2 x i64> %t223, splat (i64 1)
  store <2 x i64> %t224, ptr %v15.0
  %t225 = load <2 x i64>, ptr %v23.0
  %t226 = load <2 x double>, ptr %v14.0
  %t227 = fcmp olt <2 x double> %t226, splat (double 0x4010000000000000)
  %t228 = sext <2 x i1> %t227 to <2 x i64>
  %t229 = load <2 x i64>, ptr %v15.0
  %t230 = load i64, ptr %v1
  %t231 = insertelement <2 x i64> poison, i64 %t230, i64 0
  %t232 = shufflevector <2 x i64> %t231, <2 x i64> poison, <2 x i32> zeroinitializer
  %t233 = icmp slt <2 x i64> %t229, %t232
  %t234 = sext <2 x i1> %t233 to <2 x i64>
  %t235 = and <2 x i64> %t228, %t234
  %t236 = and <2 x i64> %t225, %t235
  store <2 x i64> %t236, ptr %v23.0
  %t237 = load <2 x double>, ptr %v14.0
  %t238 = fmul <2 x double> %t237, %t237
  %t239 = load <2 x double>, ptr %v13.0
  %t240 = fadd <2 x double> %t238, %t239
  store <2 x double> %t240, ptr %v14.0
  %t241 = load <2 x i64>, ptr %v15.0
  %t242 = add <2 x i64> %t241, splat (i64 1)
  store <2 x i64> %t242, ptr %v15.0
  %t243 = load <2 x i64>, ptr %v23.0
  %t244 = load <2 x double>, ptr %v14.0
  %t245 = fcmp olt <2 x double> %t244, splat (double 0x4010000000000000)
  %t246 = sext <2 x i1> %t245 to <2 x i64>
  %t247 = load <2 x i64>, ptr %v15.0
  %t248 = load i64, ptr %v1
  %t249 = insertelement <2 x i64> poison, i64 %t248, i64 0
  %t250 = shufflevector <2 x i64> %t249, <2 x i64> poison, <2 x i32> zeroinitializer
  %t251 = icmp slt <2 x i64> %t247, %t250
  %t252 = sext <2 x i1> %t251 to <2 x i64>
  %t253 = and <2 x i64> %t246, %t252
  %t254 = and <2 x i64> %t243, %t253
  store <2 x i64> %t254, ptr %v23.0
  %t255 = load <2 x double>, ptr %v14.0
  %t256 = fmul <2 x double> %t255, %t255
  %t257 = load <2 x double>, ptr %v13.0
  %t258 = fadd <2 x double> %t256, %t257
  store <2 x double> %t258, ptr %v14.0
  %t259 = load <2 x i64>, ptr %v15.0
  %t260 = add <2 x i64> %t259, splat (i64 1)
  store <2 x i64> %t260, ptr %v15.0
  %t261 = load <2 x i64>, ptr %v23.0
  %t262 = load <2 x double>, ptr %v14.0
  %t263 = fcmp olt <2 x double> %t262, splat (double 0x4010000000000000)
  %t264 = sext <2 x i1> %t263 to <2 x i64>
  %t265 = load <2 x i64>, ptr %v15.0
  %t266 = load i64, ptr %v1
  %t267 = insertelement <2 x i64> poison, i64 %t266, i64 0
  %t268 = shufflevector <2 x i64> %t267, <2 x i64> poison, <2 x i32> zeroinitializer
  %t269 = icmp slt <2 x i64> %t265, %t268
  %t270 = sext <2 x i1> %t269 to <2 x i64>
  %t271 = and <2 x i64> %t264, %t270
  %t272 = and <2 x i64> %t261, %t271
  store <2 x i64> %t272, ptr %v23.0
  %t273 = load <2 x double>, ptr %v14.0
  %t274 = fmul <2 x double> %t273, %t273
  %t275 = load <2 x double>, ptr %v13.0
  %t276 = fadd <2 x double> %t274, %t275
  store <2 x double> %t276, ptr %v14.0
  %t277 = load <2 x i64>, ptr %v15.0
  %t278 = add <2 x i64> %t277, splat (i64 1)
  store <2 x i64> %t278, ptr %v15.0
  %t279 = load <2 x i64>, ptr %v23.0
  %t280 = load <2 x double>, ptr %v14.0
  %t281 = fcmp olt <2 x double> %t280, splat (double 0x4010000000000000)
  %t282 = sext <2 x i1> %t281 to <2 x i64>
  %t283 = load <2 x i64>, ptr %v15.0
  %t284 = load i64, ptr %v1
  %t285 = insertelement <2 x i64> poison, i64 %t284, i64 0
  %t286 = shufflevector <2 x i64> %t285, <2 x i64> poison, <2 x i32> zeroinitializer
  %t287 = icmp slt <2 x i64> %t283, %t286
  %t288 = sext <2 x i1> %t287 to <2 x i64>
  %t289 = and <2 x i64> %t282, %t288
  %t290 = and <2 x i64> %t279, %t289
  store <2 x i64> %t290, ptr %v23.0
  %t291 = load <2 x double>, ptr %v14.0
  %t292 = fmul <2 x double> %t291, %t291
  %t293 = load <2 x double>, ptr %v13.0
  %t294 = fadd <2 x double> %t292, %t293
  store <2 x double> %t294, ptr %v14.0
  %t295 = load <2 x i64>, ptr %v15.0
  %t296 = add <2 x i64> %t295, splat (i64 1)
  store <2 x i64> %t296, ptr %v15.0
  %t297 = load <2 x i64>, ptr %v23.0
  %t298 = load <2 x double>, ptr %v14.0
  %t299 = fcmp olt <2 x double> %t298, splat (double 0x4010000000000000)
  %t300 = sext <2 x i1> %t299 to <2 x i64>
  %t301 = load <2 x i64>, ptr %v15.0
  %t302 = load i64, ptr %v1
  %t303 = insertelement <2 x i64> poison, i64 %t302, i64 0
  %t304 = shufflevector <2 x i64> %t303, <2 x i64> poison, <2 x i32> zeroinitializer
  %t305 = icmp slt <2 x i64> %t301, %t304
  %t306 = sext <2 x i1> %t305 to <2 x i64>
  %t307 = and <2 x i64> %t300, %t306
  %t308 = and <2 x i64> %t297, %t307
  store <2 x i64> %t308, ptr %v23.0
  %t309 = load <2 x double>, ptr %v14.0
  %t310 = fmul <2 x double> %t309, %t309
  %t311 = load <2 x double>, ptr %v13.0
  %t312 = fadd <2 x double> %t310, %t311
  store <2 x double> %t312, ptr %v14.0
  %t313 = load <2 x i64>, ptr %v15.0
  %t314 = add <2 x i64> %t313, splat (i64 1)
  store <2 x i64> %t314, ptr %v15.0
  %t315 = load <2 x i64>, ptr %v23.0
  %t316 = load <2 x double>, ptr %v14.0
  %t317 = fcmp olt <2 x double> %t316, splat (double 0x4010000000000000)
  %t318 = sext <2 x i1> %t317 to <2 x i64>
  %t319 = load <2 x i64>, ptr %v15.0
  %t320 = load i64, ptr %v1
  %t321 = insertelement <2 x i64> poison, i64 %t320, i64 0
  %t322 = shufflevector <2 x i64> %t321, <2 x i64> poison, <2 x i32> zeroinitializer
  %t323 = icmp slt <2 x i64> %t319, %t322
  %t324 = sext <2 x i1> %t323 to <2 x i64>
  %t325 = and <2 x i64> %t318, %t324
  %t326 = and <2 x i64> %t315, %t325
  store <2 x i64> %t326, ptr %v23.0
  %t327 = load <2 x double>, ptr %v14.0
  %t328 = fmul <2 x double> %t327, %t327
  %t329 = load <2 x double>, ptr %v13.0
  %t330 = fadd <2 x double> %t328, %t329
  store <2 x double> %t330, ptr %v14.0
  %t331 = load <2 x i64>, ptr %v15.0
  %t332 = add <2 x i64> %t331, splat (i64 1)
  store <2 x i64> %t332, ptr %v15.0
  %t333 = load <2 x i64>, ptr %v23.0
  %t334 = load <2 x double>, ptr %v14.0
  %t335 = fcmp olt <2 x double> %t334, splat (double 0x4010000000000000)
  %t336 = sext <2 x i1> %t335 to <2 x i64>
  %t337 = load <2 x i64>, ptr %v15.0
  %t338 = load i64, ptr %v1
  %t339 = insertelement <2 x i64> poison, i64 %t338, i64 0
  %t340 = shufflevector <2 x i64> %t339, <2 x i64> poison, <2 x i32> zeroinitializer
  %t341 = icmp slt <2 x i64> %t337, %t340
  %t342 = sext <2 x i1> %t341 to <2 x i64>
  %t343 = and <2 x i64> %t336, %t342
  %t344 = and <2 x i64> %t333, %t343
  store <2 x i64> %t344, ptr %v23.0
  %t345 = load <2 x double>, ptr %v14.0
  %t346 = fmul <2 x double> %t345, %t345
  %t347 = load <2 x double>, ptr %v13.0
  %t348 = fadd <2 x double> %t346, %t347
  store <2 x double> %t348, ptr %v14.0
  %t349 = load <2 x i64>, ptr %v15.0
  %t350 = add <2 x i64> %t349, splat (i64 1)
  store <2 x i64> %t350, ptr %v15.0
  %t351 = load <2 x i64>, ptr %v19.0
  %t352 = load <2 x i64>, ptr %v23.0
  %t353 = xor <2 x i64> %t352, splat (i64 -1)
  %t354 = and <2 x i64> %t351, %t353
  %t355 = icmp slt <2 x i64> %t354, zeroinitializer
  %t356 = bitcast <2 x i1> %t355 to i2
  %t357 = icmp ne i2 %t356, 0
  br i1 %t357, label %then358, label %else358, !prof !1
then358:
  %t359 = load <2 x i64>, ptr %v19.0
  %t360 = load <2 x i64>, ptr %v23.0
  %t361 = and <2 x i64> %t359, %t360
  %t362 = load <2 x double>, ptr %v14.0
  %t363 = load <2 x double>, ptr %v21.0
  %t364 = icmp slt <2 x i64> %t361, zeroinitializer
  %t365 = select <2 x i1> %t364, <2 x double> %t362, <2 x double> %t363
  store <2 x double> %t365, ptr %v14.0
  %t366 = load <2 x i64>, ptr %v19.0
  %t367 = load <2 x i64>, ptr %v23.0
  %t368 = and <2 x i64> %t366, %t367
  %t369 = load <2 x i64>, ptr %v15.0
  %t370 = load <2 x i64>, ptr %v22.0
  %t371 = icmp slt <2 x i64> %t368, zeroinitializer
  %t372 = select <2 x i1> %t371, <2 x i64> %t369, <2 x i64> %t370
  store <2 x i64> %t372, ptr %v15.0
  %t373 = load <2 x i64>, ptr %v18.0
  %t374 = load <2 x i64>, ptr %v19.0
  %t375 = load <2 x i64>, ptr %v23.0
  %t376 = xor <2 x i64> %t375, splat (i64 -1)
  %t377 = and <2 x i64> %t374, %t376
  %t378 = or <2 x i64> %t373, %t377
  store <2 x i64> %t378, ptr %v18.0
  br label %next5
else358:
  %t379 = load <2 x i64>, ptr %v19.0
  %t380 = load <2 x double>, ptr %v14.0
  %t381 = load <2 x double>, ptr %v21.0
  %t382 = icmp slt <2 x i64> %t379, zeroinitializer
  %t383 = select <2 x i1> %t382, <2 x double> %t380, <2 x double> %t381
  store <2 x double> %t383, ptr %v14.0
  %t384 = load <2 x i64>, ptr %v19.0
  %t385 = load <2 x i64>, ptr %v15.0
  %t386 = load <2 x i64>, ptr %v22.0
  %t387 = icmp slt <2 x i64> %t384, zeroinitializer
  %t388 = select <2 x i1> %t387, <2 x i64> %t385, <2 x i64> %t386
  store <2 x i64> %t388, ptr %v15.0
  br label %done358
done358:
  %t389 = load i64, ptr %v17
  %t390 = load i64, ptr %v20
  %t391 = add i64 %t389, %t390
  store i64 %t391, ptr %v17
  %t392 = load i64, ptr %v17
  %t393 = icmp sge i64 %t392, 2
  br i1 %t393, label %then394, label %done394, !prof !1
then394:
  br label %end6
done394:
  br label %next6
end6:
  br label %done195
done195:
  store i64 0, ptr %v24
  br label %head7
head7:
  %t395 = load i64, ptr %v24
  %t396 = icmp slt i64 %t395, 8
  br i1 %t396, label %body7, label %end7, !prof !0
body7:
  %t397 = load <2 x i64>, ptr %v7.0
  %t398 = icmp slt <2 x i64> %t397, zeroinitializer
  %t399 = bitcast <2 x i1> %t398 to i2
  %t400 = icmp ne i2 %t399, 0
  %t401 = xor i1 %t400, true
  br i1 %t401, label %then402, label %done402, !prof !1
then402:
  br label %end5
done402:
  %t403 = load <2 x i64>, ptr %v7.0
  %t404 = load <2 x double>, ptr %v14.0
  %t405 = fcmp olt <2 x double> %t404, splat (double 0x4010000000000000)
  %t406 = sext <2 x i1> %t405 to <2 x i64>
  %t407 = load <2 x i64>, ptr %v15.0
  %t408 = load i64, ptr %v1
  %t409 = insertelement <2 x i64> poison, i64 %t408, i64 0
  %t410 = shufflevector <2 x i64> %t409, <2 x i64> poison, <2 x i32> zeroinitializer
  %t411 = icmp slt <2 x i64> %t407, %t410
  %t412 = sext <2 x i1> %t411 to <2 x i64>
  %t413 = and <2 x i64> %t406, %t412
  %t414 = xor <2 x i64> %t413, splat (i64 -1)
  %t415 = and <2 x i64> %t403, %t414
  store <2 x i64> %t415, ptr %v25.0
  %t416 = load <2 x i64>, ptr %v25.0
  store <2 x i64> %t416, ptr %v26.0
  %t417 = load <2 x i64>, ptr %v25.0
  %t418 = xor <2 x i64> %t417, splat (i64 -1)
  %t419 = and <2 x i64> %t417, %t418
  store <2 x i64> %t419, ptr %v25.0
  %t420 = load <2 x i64>, ptr %v7.0
  %t421 = load <2 x i64>, ptr %v26.0
  %t422 = xor <2 x i64> %t421, splat (i64 -1)
  %t423 = and <2 x i64> %t420, %t422
  store <2 x i64> %t423, ptr %v7.0
  %t424 = load <2 x i64>, ptr %v7.0
  %t425 = load <2 x i64>, ptr %v26.0
  %t426 = xor <2 x i64> %t425, splat (i64 -1)
  %t427 = and <2 x i64> %t424, %t426
  store <2 x i64> %t427, ptr %v7.0
  %t428 = load <2 x double>, ptr %v14.0
  %t429 = fmul <2 x double> %t428, %t428
  %t430 = load <2 x double>, ptr %v13.0
  %t431 = fadd <2 x double> %t429, %t430
  store <2 x double> %t431, ptr %v14.0
  %t432 = load <2 x i64>, ptr %v7.0
  %t433 = load <2 x i64>, ptr %v15.0
  %t434 = add <2 x i64> %t433, splat (i64 1)
  %t435 = icmp slt <2 x i64> %t432, zeroinitializer
  %t436 = select <2 x i1> %t435, <2 x i64> %t434, <2 x i64> %t433
  store <2 x i64> %t436, ptr %v15.0
  br label %next7
next7:
  %t437 = load i64, ptr %v24
  %t438 = add nsw i64 %t437, 1
  store i64 %t438, ptr %v24
  br label %head7
end7:
  store <2 x i64> splat (i64 0), ptr %v18.0
  store i64 0, ptr %v17
  %t439 = load i64, ptr %v5
  %t440 = load i64, ptr %v4
  %t441 = icmp slt i64 %t439, %t440
  br i1 %t441, label %then442, label %done442, !prof !0
then442:
  br label %end5
done442:
  br label %next5
end5:
  br label %next4
end4:
  %t443 = load i64, ptr %v4
  ret i64 %t443
fail:
  %t444 = load i64, ptr %exit_id
  switch i64 %t444, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t445 = load i64, ptr %s3
  ret i64 %t445
}

@hotloop_nothing = private constant [64 x i64] zeroinitializer, align 16
declare i32 @llvm.ctpop.i32(i32) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
