target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
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
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca double
  %v11 = alloca i64
  %v12 = alloca i64
  %v13 = alloca i64
  %v14 = alloca double
  %v15 = alloca i64
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca i64
  %s2 = alloca ptr
  %captures34 = alloca [3 x i64]
  %s8 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %s9 = alloca i64
  %s11 = alloca i64
  %s10 = alloca double
  %t1 = getelementptr i64, ptr %frame, i64 0
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
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %frame, i64 2
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
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load ptr, ptr %v0
  store ptr %t23, ptr %s0
  %t24 = load i64, ptr %v1
  store i64 %t24, ptr %s1
  %t25 = load ptr, ptr %v2
  store ptr %t25, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v5
  store i64 1, ptr %v6
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  store i64 %t28, ptr %v7
  store i64 0, ptr %v8
  store i64 0, ptr %v8
  br label %head1
head1:
  %t29 = load i64, ptr %v8
  %t30 = load i64, ptr %v0.len
  %t31 = call i64 @llvm.smax.i64(i64 %t30, i64 0)
  %t32 = load i64, ptr %v2.len
  %t33 = call i64 @llvm.smin.i64(i64 %t31, i64 %t32)
  %t35 = sub i64 %t33, %t29
  %t36 = icmp sge i64 %t35, 4
  br i1 %t36, label %strips34, label %scalar34
strips34:
  %t37 = load ptr, ptr %v0
  %t38 = getelementptr i64, ptr %captures34, i64 0
  store ptr %t37, ptr %t38
  %t39 = load i64, ptr %v1
  %t40 = getelementptr i64, ptr %captures34, i64 1
  store i64 %t39, ptr %t40
  %t41 = load ptr, ptr %v2
  %t42 = getelementptr i64, ptr %captures34, i64 2
  store ptr %t41, ptr %t42
  %t43 = getelementptr i8, ptr %host, i64 40
  %t44 = load ptr, ptr %t43
  %t45 = call i64 %t44(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures34, i64 %t29, i64 %t33, i64 %t33)
  store i64 %t45, ptr %v8
  %t46 = getelementptr i8, ptr %host, i64 16
  %t47 = load i64, ptr %t46
  store i64 %t47, ptr %countdown
  br label %scalar34
scalar34:
  %t48 = load ptr, ptr %v0
  store ptr %t48, ptr %s0
  %t49 = load i64, ptr %v1
  store i64 %t49, ptr %s1
  %t50 = load ptr, ptr %v2
  store ptr %t50, ptr %s2
  %t51 = load i64, ptr %v8
  store i64 %t51, ptr %s8
  %t52 = load i64, ptr %v5
  store i64 %t52, ptr %s5
  %t53 = load i64, ptr %v6
  store i64 %t53, ptr %s6
  %t54 = load i64, ptr %v7
  store i64 %t54, ptr %s7
  store i64 1, ptr %exit_id
  ; undo flags
  %t57 = load i64, ptr %countdown
  %t58 = sub i64 %t57, 1
  store i64 %t58, ptr %countdown
  %t59 = icmp slt i64 %t58, 0
  br i1 %t59, label %poll56, label %go56, !prof !1
poll56:
  %t60 = getelementptr i8, ptr %host, i64 24
  %t61 = load ptr, ptr %t60
  %t62 = call i64 %t61(ptr %host)
  %t63 = getelementptr i8, ptr %host, i64 16
  %t64 = load i64, ptr %t63
  store i64 %t64, ptr %countdown
  %t65 = icmp ne i64 %t62, 0
  br i1 %t65, label %fail, label %go56, !prof !1
go56:
  %t66 = load i64, ptr %v8
  %t67 = load i64, ptr %v0.len
  %t68 = call i64 @llvm.smax.i64(i64 %t67, i64 0)
  %t69 = icmp slt i64 %t66, %t68
  br i1 %t69, label %body1, label %end1, !prof !0
body1:
  %t70 = load i64, ptr %v8
  store i64 %t70, ptr %v9
  store double 0x0000000000000000, ptr %v10
  store i64 0, ptr %v11
  br label %next3
next3:
  %t71 = load ptr, ptr %v0
  store ptr %t71, ptr %s0
  %t72 = load i64, ptr %v9
  store i64 %t72, ptr %s9
  %t73 = load i64, ptr %v11
  store i64 %t73, ptr %s11
  %t74 = load i64, ptr %v1
  store i64 %t74, ptr %s1
  %t75 = load ptr, ptr %v2
  store ptr %t75, ptr %s2
  %t76 = load double, ptr %v10
  store double %t76, ptr %s10
  %t77 = load i64, ptr %v8
  store i64 %t77, ptr %s8
  %t78 = load i64, ptr %v5
  store i64 %t78, ptr %s5
  %t79 = load i64, ptr %v6
  store i64 %t79, ptr %s6
  %t80 = load i64, ptr %v7
  store i64 %t80, ptr %s7
  store i64 2, ptr %exit_id
  ; undo flags
  %t83 = load i64, ptr %countdown
  %t84 = sub i64 %t83, 1
  store i64 %t84, ptr %countdown
  %t85 = icmp slt i64 %t84, 0
  br i1 %t85, label %poll82, label %go82, !prof !1
poll82:
  %t86 = getelementptr i8, ptr %host, i64 24
  %t87 = load ptr, ptr %t86
  %t88 = call i64 %t87(ptr %host)
  %t89 = getelementptr i8, ptr %host, i64 16
  %t90 = load i64, ptr %t89
  store i64 %t90, ptr %countdown
  %t91 = icmp ne i64 %t88, 0
  br i1 %t91, label %fail, label %go82, !prof !1
go82:
  %t92 = load double, ptr %v10
  %t93 = fcmp olt double %t92, 0x4010000000000000
  %t94 = load i64, ptr %v11
  %t95 = load i64, ptr %v1
  %t96 = icmp slt i64 %t94, %t95
  %t97 = and i1 %t93, %t96
  %t98 = xor i1 %t97, true
  br i1 %t98, label %then99, label %done99, !prof !1
then99:
  br label %end3
done99:
  %t100 = load i64, ptr %v8
  %t101 = load ptr, ptr %v0.data
  %t102 = getelementptr double, ptr %t101, i64 %t100
  %t103 = load double, ptr %t102
  store double %t103, ptr %v14
  %t104 = load double, ptr %v10
  %t105 = fmul double %t104, %t104
  %t106 = load double, ptr %v14
  %t107 = fadd double %t105, %t106
  store double %t107, ptr %v10
  %t108 = load i64, ptr %v11
  %t109 = add i64 %t108, 1
  store i64 %t109, ptr %v11
  br label %next3
end3:
  br label %end2
end2:
  %t110 = load ptr, ptr %v0
  store ptr %t110, ptr %s0
  %t111 = load i64, ptr %v9
  store i64 %t111, ptr %s9
  %t112 = load i64, ptr %v11
  store i64 %t112, ptr %s11
  %t113 = load i64, ptr %v1
  store i64 %t113, ptr %s1
  %t114 = load ptr, ptr %v2
  store ptr %t114, ptr %s2
  %t115 = load i64, ptr %v8
  store i64 %t115, ptr %s8
  %t116 = load i64, ptr %v5
  store i64 %t116, ptr %s5
  %t117 = load i64, ptr %v6
  store i64 %t117, ptr %s6
  %t118 = load i64, ptr %v7
  store i64 %t118, ptr %s7
  store i64 3, ptr %exit_id
  ; undo flags
  %t120 = load i64, ptr %v8
  %t121 = load i64, ptr %v2.len
  %t122 = icmp slt i64 %t120, %t121
  br i1 %t122, label %good123, label %fail, !prof !0
good123:
  %t124 = load i64, ptr %v8
  %t125 = load ptr, ptr %v2.data
  %t126 = getelementptr i64, ptr %t125, i64 %t124
  %t127 = load i64, ptr %v11
  store i64 %t127, ptr %t126
  br label %next1
next1:
  %t128 = load i64, ptr %v8
  %t129 = add nsw i64 %t128, 1
  store i64 %t129, ptr %v8
  br label %head1
end1:
  br label %end0
end0:
  store i64 4, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t131 = load i64, ptr %exit_id
  switch i64 %t131, label %nowhere [ i64 0, label %exit0 i64 1, label %exit1 i64 2, label %exit2 i64 3, label %exit3 i64 4, label %exit4 ]
nowhere:
  unreachable
exit0:
  %t132 = load ptr, ptr %s0
  %t133 = getelementptr i64, ptr %frame, i64 0
  store ptr %t132, ptr %t133
  %t134 = load i64, ptr %s1
  %t135 = getelementptr i64, ptr %frame, i64 1
  store i64 %t134, ptr %t135
  %t136 = load ptr, ptr %s2
  %t137 = getelementptr i64, ptr %frame, i64 2
  store ptr %t136, ptr %t137
  ret i64 1
exit1:
  %t138 = load ptr, ptr %s0
  %t139 = getelementptr i64, ptr %frame, i64 0
  store ptr %t138, ptr %t139
  %t140 = load i64, ptr %s1
  %t141 = getelementptr i64, ptr %frame, i64 1
  store i64 %t140, ptr %t141
  %t142 = load ptr, ptr %s2
  %t143 = getelementptr i64, ptr %frame, i64 2
  store ptr %t142, ptr %t143
  %t144 = load i64, ptr %s8
  %t145 = getelementptr i64, ptr %frame, i64 3
  store i64 %t144, ptr %t145
  %t146 = load i64, ptr %s5
  %t147 = getelementptr i64, ptr %frame, i64 4
  store i64 %t146, ptr %t147
  %t148 = load i64, ptr %s6
  %t149 = getelementptr i64, ptr %frame, i64 5
  store i64 %t148, ptr %t149
  %t150 = load i64, ptr %s7
  %t151 = getelementptr i64, ptr %frame, i64 6
  store i64 %t150, ptr %t151
  ret i64 2
exit2:
  %t152 = load ptr, ptr %s0
  %t153 = getelementptr i64, ptr %frame, i64 0
  store ptr %t152, ptr %t153
  %t154 = load i64, ptr %s9
  %t155 = getelementptr i64, ptr %frame, i64 1
  store i64 %t154, ptr %t155
  %t156 = load i64, ptr %s11
  %t157 = getelementptr i64, ptr %frame, i64 2
  store i64 %t156, ptr %t157
  %t158 = load i64, ptr %s1
  %t159 = getelementptr i64, ptr %frame, i64 3
  store i64 %t158, ptr %t159
  %t160 = load ptr, ptr %s2
  %t161 = getelementptr i64, ptr %frame, i64 4
  store ptr %t160, ptr %t161
  %t162 = load double, ptr %s10
  %t163 = getelementptr i64, ptr %frame, i64 5
  store double %t162, ptr %t163
  %t164 = load i64, ptr %s8
  %t165 = getelementptr i64, ptr %frame, i64 6
  store i64 %t164, ptr %t165
  %t166 = load i64, ptr %s5
  %t167 = getelementptr i64, ptr %frame, i64 7
  store i64 %t166, ptr %t167
  %t168 = load i64, ptr %s6
  %t169 = getelementptr i64, ptr %frame, i64 8
  store i64 %t168, ptr %t169
  %t170 = load i64, ptr %s7
  %t171 = getelementptr i64, ptr %frame, i64 9
  store i64 %t170, ptr %t171
  ret i64 3
exit3:
  %t172 = load ptr, ptr %s0
  %t173 = getelementptr i64, ptr %frame, i64 0
  store ptr %t172, ptr %t173
  %t174 = load i64, ptr %s9
  %t175 = getelementptr i64, ptr %frame, i64 1
  store i64 %t174, ptr %t175
  %t176 = load i64, ptr %s11
  %t177 = getelementptr i64, ptr %frame, i64 2
  store i64 %t176, ptr %t177
  %t178 = load i64, ptr %s1
  %t179 = getelementptr i64, ptr %frame, i64 3
  store i64 %t178, ptr %t179
  %t180 = load ptr, ptr %s2
  %t181 = getelementptr i64, ptr %frame, i64 4
  store ptr %t180, ptr %t181
  %t182 = load i64, ptr %s8
  %t183 = getelementptr i64, ptr %frame, i64 5
  store i64 %t182, ptr %t183
  %t184 = load i64, ptr %s5
  %t185 = getelementptr i64, ptr %frame, i64 6
  store i64 %t184, ptr %t185
  %t186 = load i64, ptr %s6
  %t187 = getelementptr i64, ptr %frame, i64 7
  store i64 %t186, ptr %t187
  %t188 = load i64, ptr %s7
  %t189 = getelementptr i64, ptr %frame, i64 8
  store i64 %t188, ptr %t189
  ret i64 4
exit4:
  ret i64 5
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
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
  %v6.0 = alloca <4 x i64>
  %v7.0 = alloca <4 x i64>
  %v8.0 = alloca <4 x i64>
  %v9.0 = alloca <4 x i64>
  %v10.0 = alloca <4 x i64>
  %v11.0 = alloca <4 x i64>
  %v12.0 = alloca <4 x double>
  %v13.0 = alloca <4 x double>
  %v14.0 = alloca <4 x double>
  %v15.0 = alloca <4 x i64>
  %v16.0 = alloca <4 x i64>
  %v17 = alloca i64
  %v18.0 = alloca <4 x i64>
  %v19.0 = alloca <4 x i64>
  %v20.0 = alloca <4 x double>
  %v21.0 = alloca <4 x i64>
  %v22.0 = alloca <4 x i64>
  %v23 = alloca i64
  %v24.0 = alloca <4 x i64>
  %v25.0 = alloca <4 x i64>
  %v26.0 = alloca <4 x i64>
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
  store <4 x i64> splat (i64 0), ptr %v6.0
  store <4 x i64> splat (i64 0), ptr %v11.0
  store <4 x double> splat (double 0x0000000000000000), ptr %v13.0
  store <4 x double> splat (double 0x0000000000000000), ptr %v14.0
  store <4 x i64> splat (i64 0), ptr %v15.0
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  store <4 x i64> splat (i64 0), ptr %v7.0
  store <4 x i64> splat (i64 0), ptr %v8.0
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
  %t36 = load <4 x i64>, ptr %v8.0
  %t37 = load <4 x i64>, ptr %v7.0
  %t38 = xor <4 x i64> %t37, splat (i64 -1)
  %t39 = and <4 x i64> %t36, %t38
  store <4 x i64> %t39, ptr %v9.0
  %t40 = load <4 x i64>, ptr %v9.0
  %t41 = icmp slt <4 x i64> %t40, zeroinitializer
  %t42 = bitcast <4 x i1> %t41 to i4
  %t43 = icmp ne i4 %t42, 0
  br i1 %t43, label %then44, label %done44
then44:
  %t45 = load <4 x i64>, ptr %v9.0
  %t46 = load <4 x i64>, ptr %v15.0
  %t47 = load <4 x i64>, ptr %v6.0
  %t48 = load ptr, ptr %v2.data
  %t49 = getelementptr i64, ptr %t48, <4 x i64> %t47
  %t50 = icmp slt <4 x i64> %t45, zeroinitializer
  %t51 = insertelement <4 x ptr> poison, ptr %elsewhere, i64 0
  %t52 = shufflevector <4 x ptr> %t51, <4 x ptr> poison, <4 x i32> zeroinitializer
  %t53 = select <4 x i1> %t50, <4 x ptr> %t49, <4 x ptr> %t52
  %t54 = extractelement <4 x ptr> %t53, i64 0
  %t55 = extractelement <4 x i64> %t46, i64 0
  %t56 = getelementptr double, ptr %t54, i64 0
  store i64 %t55, ptr %t56, align 8
  %t57 = extractelement <4 x ptr> %t53, i64 1
  %t58 = extractelement <4 x i64> %t46, i64 1
  %t59 = getelementptr double, ptr %t57, i64 0
  store i64 %t58, ptr %t59, align 8
  %t60 = extractelement <4 x ptr> %t53, i64 2
  %t61 = extractelement <4 x i64> %t46, i64 2
  %t62 = getelementptr double, ptr %t60, i64 0
  store i64 %t61, ptr %t62, align 8
  %t63 = extractelement <4 x ptr> %t53, i64 3
  %t64 = extractelement <4 x i64> %t46, i64 3
  %t65 = getelementptr double, ptr %t63, i64 0
  store i64 %t64, ptr %t65, align 8
  br label %done44
done44:
  %t66 = load <4 x i64>, ptr %v7.0
  %t67 = xor <4 x i64> %t66, splat (i64 -1)
  %t68 = load i64, ptr %v5
  %t69 = insertelement <4 x i64> poison, i64 %t68, i64 0
  %t70 = shufflevector <4 x i64> %t69, <4 x i64> poison, <4 x i32> zeroinitializer
  %t71 = icmp slt <4 x i64> %t67, zeroinitializer
  %t72 = zext <4 x i1> %t71 to <4 x i64>
  %t73 = shufflevector <4 x i64> %t72, <4 x i64> zeroinitializer, <4 x i32> <i32 4, i32 0, i32 1, i32 2>
  %t74 = add <4 x i64> %t72, %t73
  %t75 = shufflevector <4 x i64> %t74, <4 x i64> zeroinitializer, <4 x i32> <i32 4, i32 4, i32 0, i32 1>
  %t76 = add <4 x i64> %t74, %t75
  %t77 = sub <4 x i64> %t76, %t72
  %t78 = insertelement <4 x i64> poison, i64 0, i64 0
  %t79 = shufflevector <4 x i64> %t78, <4 x i64> poison, <4 x i32> zeroinitializer
  %t80 = add <4 x i64> %t77, %t79
  %t81 = icmp slt <4 x i64> %t67, zeroinitializer
  %t82 = bitcast <4 x i1> %t81 to i4
  %t83 = zext i4 %t82 to i32
  %t84 = call i32 @llvm.ctpop.i32(i32 %t83)
  %t85 = zext i32 %t84 to i64
  %t86 = add i64 0, %t85
  %t87 = add <4 x i64> %t70, %t80
  %t88 = load <4 x i64>, ptr %v6.0
  %t89 = icmp slt <4 x i64> %t67, zeroinitializer
  %t90 = select <4 x i1> %t89, <4 x i64> %t87, <4 x i64> %t88
  store <4 x i64> %t90, ptr %v6.0
  %t91 = load <4 x i64>, ptr %v7.0
  %t92 = xor <4 x i64> %t91, splat (i64 -1)
  %t93 = load <4 x i64>, ptr %v6.0
  %t94 = load i64, ptr %v4
  %t95 = insertelement <4 x i64> poison, i64 %t94, i64 0
  %t96 = shufflevector <4 x i64> %t95, <4 x i64> poison, <4 x i32> zeroinitializer
  %t97 = icmp slt <4 x i64> %t93, %t96
  %t98 = sext <4 x i1> %t97 to <4 x i64>
  %t99 = and <4 x i64> %t92, %t98
  store <4 x i64> %t99, ptr %v10.0
  %t100 = load i64, ptr %v5
  %t101 = load <4 x i64>, ptr %v10.0
  %t102 = icmp slt <4 x i64> %t101, zeroinitializer
  %t103 = bitcast <4 x i1> %t102 to i4
  %t104 = zext i4 %t103 to i32
  %t105 = call i32 @llvm.ctpop.i32(i32 %t104)
  %t106 = zext i32 %t105 to i64
  %t107 = add i64 %t100, %t106
  store i64 %t107, ptr %v5
  %t108 = load <4 x i64>, ptr %v7.0
  %t109 = load <4 x i64>, ptr %v10.0
  %t110 = or <4 x i64> %t108, %t109
  store <4 x i64> %t110, ptr %v8.0
  %t111 = load <4 x i64>, ptr %v8.0
  %t112 = icmp slt <4 x i64> %t111, zeroinitializer
  %t113 = bitcast <4 x i1> %t112 to i4
  %t114 = icmp ne i4 %t113, 0
  %t115 = xor i1 %t114, true
  br i1 %t115, label %then116, label %done116, !prof !1
then116:
  br label %end4
done116:
  %t117 = load <4 x i64>, ptr %v10.0
  %t118 = icmp slt <4 x i64> %t117, zeroinitializer
  %t119 = bitcast <4 x i1> %t118 to i4
  %t120 = icmp ne i4 %t119, 0
  br i1 %t120, label %then121, label %done121, !prof !0
then121:
  %t122 = load <4 x i64>, ptr %v10.0
  %t123 = load <4 x i64>, ptr %v6.0
  %t124 = load ptr, ptr %v0.data
  %t125 = getelementptr double, ptr %t124, <4 x i64> %t123
  %t126 = icmp slt <4 x i64> %t122, zeroinitializer
  %t127 = insertelement <4 x ptr> poison, ptr @hotloop_nothing, i64 0
  %t128 = shufflevector <4 x ptr> %t127, <4 x ptr> poison, <4 x i32> zeroinitializer
  %t129 = select <4 x i1> %t126, <4 x ptr> %t125, <4 x ptr> %t128
  %t130 = extractelement <4 x ptr> %t129, i64 0
  %t131 = getelementptr double, ptr %t130, i64 0
  %t132 = extractelement <4 x ptr> %t129, i64 1
  %t133 = getelementptr double, ptr %t132, i64 0
  %t134 = extractelement <4 x ptr> %t129, i64 2
  %t135 = getelementptr double, ptr %t134, i64 0
  %t136 = extractelement <4 x ptr> %t129, i64 3
  %t137 = getelementptr double, ptr %t136, i64 0
  %t138 = load double, ptr %t131, align 8
  %t139 = insertelement <4 x double> poison, double %t138, i64 0
  %t140 = load double, ptr %t133, align 8
  %t141 = insertelement <4 x double> %t139, double %t140, i64 1
  %t142 = load double, ptr %t135, align 8
  %t143 = insertelement <4 x double> %t141, double %t142, i64 2
  %t144 = load double, ptr %t137, align 8
  %t145 = insertelement <4 x double> %t143, double %t144, i64 3
  store <4 x double> %t145, ptr %v12.0
  %t146 = load <4 x i64>, ptr %v10.0
  %t147 = load <4 x double>, ptr %v12.0
  %t148 = load <4 x double>, ptr %v13.0
  %t149 = icmp slt <4 x i64> %t146, zeroinitializer
  %t150 = select <4 x i1> %t149, <4 x double> %t147, <4 x double> %t148
  store <4 x double> %t150, ptr %v13.0
  %t151 = load <4 x i64>, ptr %v10.0
  %t152 = load <4 x double>, ptr %v14.0
  %t153 = icmp slt <4 x i64> %t151, zeroinitializer
  %t154 = select <4 x i1> %t153, <4 x double> splat (double 0x0000000000000000), <4 x double> %t152
  store <4 x double> %t154, ptr %v14.0
  %t155 = load <4 x i64>, ptr %v10.0
  %t156 = load <4 x i64>, ptr %v15.0
  %t157 = icmp slt <4 x i64> %t155, zeroinitializer
  %t158 = select <4 x i1> %t157, <4 x i64> splat (i64 0), <4 x i64> %t156
  store <4 x i64> %t158, ptr %v15.0
  %t159 = load <4 x i64>, ptr %v11.0
  %t160 = load <4 x i64>, ptr %v10.0
  %t161 = xor <4 x i64> %t160, splat (i64 -1)
  %t162 = and <4 x i64> %t159, %t161
  %t163 = or <4 x i64> %t162, %t160
  store <4 x i64> %t163, ptr %v11.0
  %t164 = load <4 x i64>, ptr %v7.0
  %t165 = load <4 x i64>, ptr %v10.0
  %t166 = or <4 x i64> %t164, %t165
  store <4 x i64> %t166, ptr %v7.0
  br label %done121
done121:
  store i64 0, ptr %v17
  store <4 x i64> splat (i64 0), ptr %v18.0
  br label %next5
next5:
  %t168 = load i64, ptr %countdown
  %t169 = sub i64 %t168, 1
  store i64 %t169, ptr %countdown
  %t170 = icmp slt i64 %t169, 0
  br i1 %t170, label %poll167, label %go167, !prof !1
poll167:
  %t171 = getelementptr i8, ptr %host, i64 24
  %t172 = load ptr, ptr %t171
  %t173 = call i64 %t172(ptr %host)
  %t174 = getelementptr i8, ptr %host, i64 16
  %t175 = load i64, ptr %t174
  store i64 %t175, ptr %countdown
  %t176 = icmp ne i64 %t173, 0
  br i1 %t176, label %fail, label %go167, !prof !1
go167:
  %t177 = load <4 x i64>, ptr %v7.0
  %t178 = load <4 x i64>, ptr %v18.0
  %t179 = xor <4 x i64> %t178, splat (i64 -1)
  %t180 = and <4 x i64> %t177, %t179
  store <4 x i64> %t180, ptr %v19.0
  %t181 = load i64, ptr %v17
  %t182 = load i64, ptr %v5
  %t183 = load i64, ptr %v4
  %t184 = icmp slt i64 %t182, %t183
  %t185 = load <4 x i64>, ptr %v7.0
  %t186 = icmp slt <4 x i64> %t185, zeroinitializer
  %t187 = bitcast <4 x i1> %t186 to i4
  %t188 = zext i4 %t187 to i32
  %t189 = call i32 @llvm.ctpop.i32(i32 %t188)
  %t190 = zext i32 %t189 to i64
  %t191 = select i1 %t184, i64 4, i64 %t190
  %t192 = load <4 x i64>, ptr %v19.0
  %t193 = icmp slt <4 x i64> %t192, zeroinitializer
  %t194 = bitcast <4 x i1> %t193 to i4
  %t195 = zext i4 %t194 to i32
  %t196 = call i32 @llvm.ctpop.i32(i32 %t195)
  %t197 = zext i32 %t196 to i64
  %t198 = sub i64 %t191, %t197
  %t199 = add i64 %t181, %t198
  store i64 %t199, ptr %v17
  %t200 = load i64, ptr %v17
  %t201 = icmp slt i64 %t200, 4
  %t202 = load <4 x i64>, ptr %v19.0
  %t203 = icmp slt <4 x i64> %t202, zeroinitializer
  %t204 = bitcast <4 x i1> %t203 to i4
  %t205 = zext i4 %t204 to i32
  %t206 = call i32 @llvm.ctpop.i32(i32 %t205)
  %t207 = zext i32 %t206 to i64
  %t208 = icmp sgt i64 %t207, 0
  %t209 = and i1 %t201, %t208
  br i1 %t209, label %then210, label %done210, !prof !0
then210:
  %t211 = load <4 x double>, ptr %v14.0
  store <4 x double> %t211, ptr %v20.0
  %t212 = load <4 x i64>, ptr %v15.0
  store <4 x i64> %t212, ptr %v21.0
  store <4 x i64> splat (i64 -1), ptr %v22.0
  %t213 = load <4 x double>, ptr %v14.0
  %t214 = fcmp olt <4 x double> %t213, splat (double 0x4010000000000000)
  %t215 = sext <4 x i1> %t214 to <4 x i64>
  %t216 = load <4 x i64>, ptr %v15.0
  %t217 = load i64, ptr %v1
  %t218 = insertelement <4 x i64> poison, i64 %t217, i64 0
  %t219 = shufflevector <4 x i64> %t218, <4 x i64> poison, <4 x i32> zeroinitializer
  %t220 = icmp slt <4 x i64> %t216, %t219
  %t221 = sext <4 x i1> %t220 to <4 x i64>
  %t222 = and <4 x i64> %t215, %t221
  %t223 = and <4 x i64> %t222, splat (i64 -1)
  store <4 x i64> %t223, ptr %v22.0
  %t224 = load <4 x double>, ptr %v14.0
  %t225 = fmul <4 x double> %t224, %t224
  %t226 = load <4 x double>, ptr %v13.0
  %t227 = fadd <4 x double> %t225, %t226
  store <4 x double> %t227, ptr %v14.0
  %t228 = load <4 x i64>, ptr %v15.0
  %t229 = add <4 x i64> %t228, splat (i64 1)
  store <4 x i64> %t229, ptr %v15.0
  %t230 = load <4 x i64>, ptr %v22.0
  %t231 = load <4 x double>, ptr %v14.0
  %t232 = fcmp olt <4 x double> %t231, splat (double 0x4010000000000000)
  %t233 = sext <4 x i1> %t232 to <4 x i64>
  %t234 = load <4 x i64>, ptr %v15.0
  %t235 = load i64, ptr %v1
  %t236 = insertelement <4 x i64> poison, i64 %t235, i64 0
  %t237 = shufflevector <4 x i64> %t236, <4 x i64> poison, <4 x i32> zeroinitializer
  %t238 = icmp slt <4 x i64> %t234, %t237
  %t239 = sext <4 x i1> %t238 to <4 x i64>
  %t240 = and <4 x i64> %t233, %t239
  %t241 = and <4 x i64> %t230, %t240
  store <4 x i64> %t241, ptr %v22.0
  %t242 = load <4 x double>, ptr %v14.0
  %t243 = fmul <4 x double> %t242, %t242
  %t244 = load <4 x double>, ptr %v13.0
  %t245 = fadd <4 x double> %t243, %t244
  store <4 x double> %t245, ptr %v14.0
  %t246 = load <4 x i64>, ptr %v15.0
  %t247 = add <4 x i64> %t246, splat (i64 1)
  store <4 x i64> %t247, ptr %v15.0
  %t248 = load <4 x i64>, ptr %v22.0
  %t249 = load <4 x double>, ptr %v14.0
  %t250 = fcmp olt <4 x double> %t249, splat (double 0x4010000000000000)
  %t251 = sext <4 x i1> %t250 to <4 x i64>
  %t252 = load <4 x i64>, ptr %v15.0
  %t253 = load i64, ptr %v1
  %t254 = insertelement <4 x i64> poison, i64 %t253, i64 0
  %t255 = shufflevector <4 x i64> %t254, <4 x i64> poison, <4 x i32> zeroinitializer
  %t256 = icmp slt <4 x i64> %t252, %t255
  %t257 = sext <4 x i1> %t256 to <4 x i64>
  %t258 = and <4 x i64> %t251, %t257
  %t259 = and <4 x i64> %t248, %t258
  store <4 x i64> %t259, ptr %v22.0
  %t260 = load <4 x double>, ptr %v14.0
  %t261 = fmul <4 x double> %t260, %t260
  %t262 = load <4 x double>, ptr %v13.0
  %t263 = fadd <4 x double> %t261, %t262
  store <4 x double> %t263, ptr %v14.0
  %t264 = load <4 x i64>, ptr %v15.0
  %t265 = add <4 x i64> %t264, splat (i64 1)
  store <4 x i64> %t265, ptr %v15.0
  %t266 = load <4 x i64>, ptr %v22.0
  %t267 = load <4 x double>, ptr %v14.0
  %t268 = fcmp olt <4 x double> %t267, splat (double 0x4010000000000000)
  %t269 = sext <4 x i1> %t268 to <4 x i64>
  %t270 = load <4 x i64>, ptr %v15.0
  %t271 = load i64, ptr %v1
  %t272 = insertelement <4 x i64> poison, i64 %t271, i64 0
  %t273 = shufflevector <4 x i64> %t272, <4 x i64> poison, <4 x i32> zeroinitializer
  %t274 = icmp slt <4 x i64> %t270, %t273
  %t275 = sext <4 x i1> %t274 to <4 x i64>
  %t276 = and <4 x i64> %t269, %t275
  %t277 = and <4 x i64> %t266, %t276
  store <4 x i64> %t277, ptr %v22.0
  %t278 = load <4 x double>, ptr %v14.0
  %t279 = fmul <4 x double> %t278, %t278
  %t280 = load <4 x double>, ptr %v13.0
  %t281 = fadd <4 x double> %t279, %t280
  store <4 x double> %t281, ptr %v14.0
  %t282 = load <4 x i64>, ptr %v15.0
  %t283 = add <4 x i64> %t282, splat (i64 1)
  store <4 x i64> %t283, ptr %v15.0
  %t284 = load <4 x i64>, ptr %v22.0
  %t285 = load <4 x double>, ptr %v14.0
  %t286 = fcmp olt <4 x double> %t285, splat (double 0x4010000000000000)
  %t287 = sext <4 x i1> %t286 to <4 x i64>
  %t288 = load <4 x i64>, ptr %v15.0
  %t289 = load i64, ptr %v1
  %t290 = insertelement <4 x i64> poison, i64 %t289, i64 0
  %t291 = shufflevector <4 x i64> %t290, <4 x i64> poison, <4 x i32> zeroinitializer
  %t292 = icmp slt <4 x i64> %t288, %t291
  %t293 = sext <4 x i1> %t292 to <4 x i64>
  %t294 = and <4 x i64> %t287, %t293
  %t295 = and <4 x i64> %t284, %t294
  store <4 x i64> %t295, ptr %v22.0
  %t296 = load <4 x double>, ptr %v14.0
  %t297 = fmul <4 x double> %t296, %t296
  %t298 = load <4 x double>, ptr %v13.0
  %t299 = fadd <4 x double> %t297, %t298
  store <4 x double> %t299, ptr %v14.0
  %t300 = load <4 x i64>, ptr %v15.0
  %t301 = add <4 x i64> %t300, splat (i64 1)
  store <4 x i64> %t301, ptr %v15.0
  %t302 = load <4 x i64>, ptr %v22.0
  %t303 = load <4 x double>, ptr %v14.0
  %t304 = fcmp olt <4 x double> %t303, splat (double 0x4010000000000000)
  %t305 = sext <4 x i1> %t304 to <4 x i64>
  %t306 = load <4 x i64>, ptr %v15.0
  %t307 = load i64, ptr %v1
  %t308 = insertelement <4 x i64> poison, i64 %t307, i64 0
  %t309 = shufflevector <4 x i64> %t308, <4 x i64> poison, <4 x i32> zeroinitializer
  %t310 = icmp slt <4 x i64> %t306, %t309
  %t311 = sext <4 x i1> %t310 to <4 x i64>
  %t312 = and <4 x i64> %t305, %t311
  %t313 = and <4 x i64> %t302, %t312
  store <4 x i64> %t313, ptr %v22.0
  %t314 = load <4 x double>, ptr %v14.0
  %t315 = fmul <4 x double> %t314, %t314
  %t316 = load <4 x double>, ptr %v13.0
  %t317 = fadd <4 x double> %t315, %t316
  store <4 x double> %t317, ptr %v14.0
  %t318 = load <4 x i64>, ptr %v15.0
  %t319 = add <4 x i64> %t318, splat (i64 1)
  store <4 x i64> %t319, ptr %v15.0
  %t320 = load <4 x i64>, ptr %v22.0
  %t321 = load <4 x double>, ptr %v14.0
  %t322 = fcmp olt <4 x double> %t321, splat (double 0x4010000000000000)
  %t323 = sext <4 x i1> %t322 to <4 x i64>
  %t324 = load <4 x i64>, ptr %v15.0
  %t325 = load i64, ptr %v1
  %t326 = insertelement <4 x i64> poison, i64 %t325, i64 0
  %t327 = shufflevector <4 x i64> %t326, <4 x i64> poison, <4 x i32> zeroinitializer
  %t328 = icmp slt <4 x i64> %t324, %t327
  %t329 = sext <4 x i1> %t328 to <4 x i64>
  %t330 = and <4 x i64> %t323, %t329
  %t331 = and <4 x i64> %t320, %t330
  store <4 x i64> %t331, ptr %v22.0
  %t332 = load <4 x double>, ptr %v14.0
  %t333 = fmul <4 x double> %t332, %t332
  %t334 = load <4 x double>, ptr %v13.0
  %t335 = fadd <4 x double> %t333, %t334
  store <4 x double> %t335, ptr %v14.0
  %t336 = load <4 x i64>, ptr %v15.0
  %t337 = add <4 x i64> %t336, splat (i64 1)
  store <4 x i64> %t337, ptr %v15.0
  %t338 = load <4 x i64>, ptr %v22.0
  %t339 = load <4 x double>, ptr %v14.0
  %t340 = fcmp olt <4 x double> %t339, splat (double 0x4010000000000000)
  %t341 = sext <4 x i1> %t340 to <4 x i64>
  %t342 = load <4 x i64>, ptr %v15.0
  %t343 = load i64, ptr %v1
  %t344 = insertelement <4 x i64> poison, i64 %t343, i64 0
  %t345 = shufflevector <4 x i64> %t344, <4 x i64> poison, <4 x i32> zeroinitializer
  %t346 = icmp slt <4 x i64> %t342, %t345
  %t347 = sext <4 x i1> %t346 to <4 x i64>
  %t348 = and <4 x i64> %t341, %t347
  %t349 = and <4 x i64> %t338, %t348
  store <4 x i64> %t349, ptr %v22.0
  %t350 = load <4 x double>, ptr %v14.0
  %t351 = fmul <4 x double> %t350, %t350
  %t352 = load <4 x double>, ptr %v13.0
  %t353 = fadd <4 x double> %t351, %t352
  store <4 x double> %t353, ptr %v14.0
  %t354 = load <4 x i64>, ptr %v15.0
  %t355 = add <4 x i64> %t354, splat (i64 1)
  store <4 x i64> %t355, ptr %v15.0
  %t356 = load <4 x i64>, ptr %v19.0
  %t357 = load <4 x i64>, ptr %v22.0
  %t358 = xor <4 x i64> %t357, splat (i64 -1)
  %t359 = and <4 x i64> %t356, %t358
  %t360 = icmp slt <4 x i64> %t359, zeroinitializer
  %t361 = bitcast <4 x i1> %t360 to i4
  %t362 = icmp ne i4 %t361, 0
  br i1 %t362, label %then363, label %else363, !prof !1
then363:
  %t364 = load <4 x i64>, ptr %v19.0
  %t365 = load <4 x i64>, ptr %v22.0
  %t366 = and <4 x i64> %t364, %t365
  %t367 = load <4 x double>, ptr %v14.0
  %t368 = load <4 x double>, ptr %v20.0
  %t369 = icmp slt <4 x i64> %t366, zeroinitializer
  %t370 = select <4 x i1> %t369, <4 x double> %t367, <4 x double> %t368
  store <4 x double> %t370, ptr %v14.0
  %t371 = load <4 x i64>, ptr %v19.0
  %t372 = load <4 x i64>, ptr %v22.0
  %t373 = and <4 x i64> %t371, %t372
  %t374 = load <4 x i64>, ptr %v15.0
  %t375 = load <4 x i64>, ptr %v21.0
  %t376 = icmp slt <4 x i64> %t373, zeroinitializer
  %t377 = select <4 x i1> %t376, <4 x i64> %t374, <4 x i64> %t375
  store <4 x i64> %t377, ptr %v15.0
  %t378 = load <4 x i64>, ptr %v18.0
  %t379 = load <4 x i64>, ptr %v19.0
  %t380 = load <4 x i64>, ptr %v22.0
  %t381 = xor <4 x i64> %t380, splat (i64 -1)
  %t382 = and <4 x i64> %t379, %t381
  %t383 = or <4 x i64> %t378, %t382
  store <4 x i64> %t383, ptr %v18.0
  br label %done363
else363:
  %t384 = load <4 x i64>, ptr %v19.0
  %t385 = load <4 x double>, ptr %v14.0
  %t386 = load <4 x double>, ptr %v20.0
  %t387 = icmp slt <4 x i64> %t384, zeroinitializer
  %t388 = select <4 x i1> %t387, <4 x double> %t385, <4 x double> %t386
  store <4 x double> %t388, ptr %v14.0
  %t389 = load <4 x i64>, ptr %v19.0
  %t390 = load <4 x i64>, ptr %v15.0
  %t391 = load <4 x i64>, ptr %v21.0
  %t392 = icmp slt <4 x i64> %t389, zeroinitializer
  %t393 = select <4 x i1> %t392, <4 x i64> %t390, <4 x i64> %t391
  store <4 x i64> %t393, ptr %v15.0
  br label %done363
done363:
  br label %next5
done210:
  store i64 0, ptr %v23
  br label %head6
head6:
  %t394 = load i64, ptr %v23
  %t395 = icmp slt i64 %t394, 8
  br i1 %t395, label %body6, label %end6, !prof !0
body6:
  %t396 = load <4 x i64>, ptr %v7.0
  %t397 = icmp slt <4 x i64> %t396, zeroinitializer
  %t398 = bitcast <4 x i1> %t397 to i4
  %t399 = icmp ne i4 %t398, 0
  %t400 = xor i1 %t399, true
  br i1 %t400, label %then401, label %done401, !prof !1
then401:
  br label %end5
done401:
  %t402 = load <4 x i64>, ptr %v7.0
  %t403 = load <4 x double>, ptr %v14.0
  %t404 = fcmp olt <4 x double> %t403, splat (double 0x4010000000000000)
  %t405 = sext <4 x i1> %t404 to <4 x i64>
  %t406 = load <4 x i64>, ptr %v15.0
  %t407 = load i64, ptr %v1
  %t408 = insertelement <4 x i64> poison, i64 %t407, i64 0
  %t409 = shufflevector <4 x i64> %t408, <4 x i64> poison, <4 x i32> zeroinitializer
  %t410 = icmp slt <4 x i64> %t406, %t409
  %t411 = sext <4 x i1> %t410 to <4 x i64>
  %t412 = and <4 x i64> %t405, %t411
  %t413 = xor <4 x i64> %t412, splat (i64 -1)
  %t414 = and <4 x i64> %t402, %t413
  store <4 x i64> %t414, ptr %v24.0
  %t415 = load <4 x i64>, ptr %v24.0
  store <4 x i64> %t415, ptr %v25.0
  %t416 = load <4 x i64>, ptr %v24.0
  %t417 = xor <4 x i64> %t416, splat (i64 -1)
  %t418 = and <4 x i64> %t416, %t417
  store <4 x i64> %t418, ptr %v24.0
  %t419 = load <4 x i64>, ptr %v7.0
  %t420 = load <4 x i64>, ptr %v25.0
  %t421 = xor <4 x i64> %t420, splat (i64 -1)
  %t422 = and <4 x i64> %t419, %t421
  store <4 x i64> %t422, ptr %v7.0
  %t423 = load <4 x i64>, ptr %v7.0
  %t424 = load <4 x i64>, ptr %v25.0
  %t425 = xor <4 x i64> %t424, splat (i64 -1)
  %t426 = and <4 x i64> %t423, %t425
  store <4 x i64> %t426, ptr %v7.0
  %t427 = load <4 x double>, ptr %v14.0
  %t428 = fmul <4 x double> %t427, %t427
  %t429 = load <4 x double>, ptr %v13.0
  %t430 = fadd <4 x double> %t428, %t429
  store <4 x double> %t430, ptr %v14.0
  %t431 = load <4 x i64>, ptr %v7.0
  %t432 = load <4 x i64>, ptr %v15.0
  %t433 = add <4 x i64> %t432, splat (i64 1)
  %t434 = icmp slt <4 x i64> %t431, zeroinitializer
  %t435 = select <4 x i1> %t434, <4 x i64> %t433, <4 x i64> %t432
  store <4 x i64> %t435, ptr %v15.0
  br label %next6
next6:
  %t436 = load i64, ptr %v23
  %t437 = add nsw i64 %t436, 1
  store i64 %t437, ptr %v23
  br label %head6
end6:
  store <4 x i64> splat (i64 0), ptr %v18.0
  store i64 0, ptr %v17
  %t438 = load i64, ptr %v5
  %t439 = load i64, ptr %v4
  %t440 = icmp slt i64 %t438, %t439
  br i1 %t440, label %then441, label %done441, !prof !0
then441:
  br label %end5
done441:
  br label %next5
end5:
  br label %next4
end4:
  %t442 = load i64, ptr %v4
  ret i64 %t442
fail:
  %t443 = load i64, ptr %exit_id
  switch i64 %t443, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t444 = load i64, ptr %s3
  ret i64 %t444
}

@hotloop_nothing = private constant [64 x i64] zeroinitializer, align 16
declare i32 @llvm.ctpop.i32(i32) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
